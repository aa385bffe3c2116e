"""Invented forces of any size, for measuring: as many officers and weeks as are asked for, and as many forces in one store."""
