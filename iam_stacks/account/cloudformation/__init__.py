"""Reading CloudFormation templates: one, or all of a cdk.out, with what stacks take from each other."""
