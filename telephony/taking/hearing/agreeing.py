"""How an agreement begins."""

import re

AGREED = re.compile(r"(?i)^\s*(?:yes|yeah|yep|yup|correct|right|sure|exactly)\b[,. ]*")
