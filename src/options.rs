//! Every threshold of the program in one place: default, unit, why, and which cases set it.
