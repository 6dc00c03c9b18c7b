"""How the course sets JupyterLab up. `lab` names this folder in JUPYTER_CONFIG_PATH; arguments still win.

Jupyter runs this file and hands it `c` (https://jupyter-server.readthedocs.io, "Configuration Overview").
Beside it: labconfig/default_setting_overrides.json holds the settings of the user interface;
jupyter_server_config.json and labconfig/page_config.json switch off what the test tools bring along
(nbgrader, jupytext): it costs seconds at each start, and a learner who ran the tests keeps the same Lab.
"""

from classroom.paths import ROOT
from classroom.run.lab import first_notebook

c = get_config()  # noqa: F821 - given by Jupyter
c.ServerApp.root_dir = str(ROOT)
c.LabApp.default_url = first_notebook(ROOT)
# Nothing is asked of the network: no news, no look for a newer Lab, no catalogue of extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
