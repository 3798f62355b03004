"""The chats: each platform behind the same gateway."""
