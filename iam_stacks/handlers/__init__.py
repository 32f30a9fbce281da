"""Code that Lambda runs: boto3 and the standard library only. Nobody imports it; it is shipped as it is."""
