"""The typed chat model that every adapter renders."""
