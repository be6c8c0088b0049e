//! The values of the rule file and the procedure itself; knows not what day it is.
