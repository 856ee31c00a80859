"""What the partnership agreed that the bot does: pure decisions on values."""
