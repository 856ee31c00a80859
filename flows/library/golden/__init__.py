"""Golden conversations: one person walks through a flow of the library."""
