"""A linked group: one line for each result, and never anything of anybody."""
