"""The course's configuration of JupyterLab. `lab` adds this folder to JUPYTER_CONFIG_PATH; arguments override it.

Jupyter runs this file with `get_config` defined (https://jupyter-server.readthedocs.io, "Configuration Overview").
Beside it: labconfig/default_setting_overrides.json has the settings of the user interface;
jupyter_server_config.json and labconfig/page_config.json disable the extensions of the test tools (nbgrader,
jupytext). They take seconds at each start, and JupyterLab stays the same for a learner who ran the tests.
"""

from classroom.paths import ROOT
from classroom.run.lab import first_notebook

c = get_config()  # noqa: F821 - defined by Jupyter
c.ServerApp.root_dir = str(ROOT)
c.LabApp.default_url = first_notebook(ROOT)
# No requests over the network: no news, no check for updates, no catalogue of extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
