/// Verifies an audit log without the engine that wrote it. Needs the JDK only, so that a practice can run the
/// verifier and read its code.
@NullMarked
package org.permanence.verify;

import org.jspecify.annotations.NullMarked;
