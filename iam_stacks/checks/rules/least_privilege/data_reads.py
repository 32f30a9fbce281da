"""The actions that read what is stored: data, secrets, and what stands for them."""

from __future__ import annotations

from collections.abc import Mapping

DATA_READS: Mapping[str, str] = {
    "acm:ExportCertificate": "private keys of certificates",
    "athena:GetQueryResults": "results of queries",
    "cassandra:Select": "rows of tables",
    "codecommit:GitPull": "source code",
    "dynamodb:BatchGetItem": "items of tables",
    "dynamodb:ExportTableToPointInTime": "items of tables",
    "dynamodb:GetItem": "items of tables",
    "dynamodb:GetRecords": "changes of items",
    "dynamodb:PartiQLSelect": "items of tables",
    "dynamodb:Query": "items of tables",
    "dynamodb:Scan": "items of tables",
    "ebs:GetSnapshotBlock": "content of disks",
    "ec2:GetPasswordData": "passwords of Windows instances",
    "glacier:GetJobOutput": "archives",
    "kinesis:GetRecords": "records of streams",
    "kms:Decrypt": "whatever is encrypted",
    "kms:ReEncryptFrom": "whatever is encrypted",
    "lambda:GetFunction": "code and environment of functions",
    "rds:CopyDBClusterSnapshot": "databases",
    "rds:CopyDBSnapshot": "databases",
    "rds:StartExportTask": "databases",
    "rds-data:ExecuteStatement": "databases",
    "redshift:GetClusterCredentials": "sign-in to databases",
    "redshift:GetClusterCredentialsWithIAM": "sign-in to databases",
    "s3:GetObject": "objects of buckets",
    "s3:GetObjectVersion": "objects of buckets",
    "secretsmanager:GetSecretValue": "secrets",
    "sqs:ReceiveMessage": "messages of queues",
    "ssm:GetParameter": "parameters, SecureString among them",
    "ssm:GetParameterHistory": "parameters, SecureString among them",
    "ssm:GetParameters": "parameters, SecureString among them",
    "ssm:GetParametersByPath": "parameters, SecureString among them",
}
"""What each reads. All of them take resources, so that none needs `*`.

Source: Service Authorization Reference, the description and the resource types of each action, "Actions, resources, and
condition keys for AWS services".
"""
