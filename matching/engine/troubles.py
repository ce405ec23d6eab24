"""What goes wrong in a house, as pieces of patterns over normalised words."""

TROUBLE = (
    r"(?:leak\w*|drip\w*|flood\w*|overflow\w*|clog\w*|spark\w*|smok\w+|burn\w*|tripp\w+|trips?|"
    r"flicker\w*|beep\w*|buzz\w*|smell\w*|nois\w+|freez\w+|frozen|broken|backing up|backed up|"
    r"gurgl\w+|banging|rattl\w+|squeal\w+|gush\w*|spray\w*|pour\w*|hiss\w*|overheat\w*)"
)
DANGER = rf"(?:{TROUBLE}|fire|hurt|burst|monoxide)"
"""A trouble or a danger, as it is denied."""

FAULT = (
    rf"(?:{DANGER}|(?:is|are|went|goes|be) (?:out|down|dead|off)|"
    r"(?:is|are|will|does|do|has|can|still) not(?! need| want| have to)|"
    r"no (?:hot|cold|heat|power|water|air|ac|light|lights|electricity)|"
    r"(?:stopped|quit) (?:work|cool|heat|flush|drain|turn|run)\w*)"
)
"""A trouble or a failure, as a caller tells that there still is one."""
