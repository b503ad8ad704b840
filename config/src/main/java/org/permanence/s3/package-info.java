/// Complete sealed recordings in an S3-compatible object store. The only package that uses the S3 client library.
@NullMarked
package org.permanence.s3;

import org.jspecify.annotations.NullMarked;
