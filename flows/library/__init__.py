"""The flows that come with Vinkje, and the follow-up rules that flows may name."""
