"""What keeps a running bot well: its gaps, its daily sweep, what failed, and what it tells its operator."""
