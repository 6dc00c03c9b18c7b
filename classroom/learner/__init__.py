"""The learner's own record: predictions, hints and passes, in a file of theirs."""
