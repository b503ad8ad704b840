/// Tests of the HTTP server.
@NullMarked
package org.permanence.http;

import org.jspecify.annotations.NullMarked;
