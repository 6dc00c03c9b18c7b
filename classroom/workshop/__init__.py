"""Django projects in processes of their own: the learner's project, and two servers of the demo site."""
