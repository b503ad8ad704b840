/// A small HTTP/1.1 server on Netty that stays available while clients misbehave. It knows nothing of the engine.
@NullMarked
package org.permanence.http;

import org.jspecify.annotations.NullMarked;
