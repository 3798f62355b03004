"""The application: connects the chats, the engine and the storage."""
