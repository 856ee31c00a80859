"""The rights of a person: to know, to see, to erase, to leave."""
