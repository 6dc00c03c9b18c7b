"""The learner's progress, and the checkup of the machine."""
