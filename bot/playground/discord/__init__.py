"""Discord's window of the playground."""
