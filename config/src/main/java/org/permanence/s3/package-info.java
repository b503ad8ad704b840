/// Behind the vault: whole sealed recordings, in a store that speaks S3. The only room where the client library of S3
/// is spoken to.
@NullMarked
package org.permanence.s3;

import org.jspecify.annotations.NullMarked;
