"""Users: a user model of our own, login, logout, sign-up, profile, passwords, devices, deletion."""
