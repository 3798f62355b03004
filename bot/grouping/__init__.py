"""Peer groups: who could be in them, proposals for a trainer's yes, and what becomes of groups when people come and go."""
