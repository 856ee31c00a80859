"""Every sentence that is not in a flow: Dutch and English by key, and how gaps in them are filled."""
