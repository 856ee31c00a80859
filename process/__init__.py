"""What partners do together: one thing comes in, one decision is made, messages go out."""
