from tests.integration.emulator.smoke import Cloud


def test_an_object_is_encrypted_with_s3_s_own_key_if_no_other_is_named(cloud: Cloud):
    s3, bucket = cloud.client("s3"), f"example-{cloud.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"1", ServerSideEncryption="aws:kms")
    found = s3.get_object(Bucket=bucket, Key="a")
    assert found["Body"].read() == b"1"
    assert (found["ServerSideEncryption"], found["SSEKMSKeyId"].rpartition(":")[2]) == ("aws:kms", "alias/aws/s3")


def test_the_key_that_is_named_is_taken(cloud: Cloud):
    s3, bucket = cloud.client("s3"), f"example-{cloud.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"1", ServerSideEncryption="aws:kms", SSEKMSKeyId="own")
    assert s3.head_object(Bucket=bucket, Key="a")["SSEKMSKeyId"] == "own"
