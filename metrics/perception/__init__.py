"""What residents said in the consultation of 2023/24: the coded groups as data, checked when they are read."""
