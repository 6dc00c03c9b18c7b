"""The notice board: notes that everybody reads and their authors change."""
