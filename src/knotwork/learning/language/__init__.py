"""Shared language: what words mean in a learning system, who agreed it, and where others mean something else."""
