"""What people do with the model: run it, look at it, compare, sweep, rank, calibrate, teach.

`__init__.pyi` declares its public names; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
