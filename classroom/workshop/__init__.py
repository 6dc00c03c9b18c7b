"""Django projects in processes of their own: the learner's on disk, and two servers of the demo site side by side."""
