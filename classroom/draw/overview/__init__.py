"""Where the learner stands, and whether this machine has what it needs."""
