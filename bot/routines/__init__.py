"""What happens by itself when something is due."""
