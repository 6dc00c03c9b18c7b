"""What travelled, and what the server kept and made of it."""
