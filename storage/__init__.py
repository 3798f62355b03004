"""What the installation remembers: SQLAlchemy Core on SQLite and PostgreSQL."""
