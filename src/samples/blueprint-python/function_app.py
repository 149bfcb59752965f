# An app in several files: each makes a blueprint, and here they become one app.

import azure.durable_functions as df
import azure.functions as func

from greetings import greetings
from health import health

app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(greetings)
app.register_functions(health)
