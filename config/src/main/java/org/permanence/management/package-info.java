/// The management port: the HTTP API that the command line and monitoring use.
@NullMarked
package org.permanence.management;

import org.jspecify.annotations.NullMarked;
