"""How gunicorn serves Roter Faden: for `./faden demo`, `./faden bench` and installations (deploy/).

The address comes from the command line; GUNICORN_CMD_ARGS may say otherwise, for example `--workers=1`.
"""

import os

worker_class = "gthread"
workers = min(os.cpu_count() or 1, 4)
threads = 8
graceful_timeout = 5
loglevel = "warning"
accesslog = None  # who looked at what is nobody's business (ADR 8)
control_socket_disable = True
