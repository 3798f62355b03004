"""The users' stories: one function each, declared once for both platforms."""
