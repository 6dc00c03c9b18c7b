"""What `login()` and `logout()` did, step by step."""
