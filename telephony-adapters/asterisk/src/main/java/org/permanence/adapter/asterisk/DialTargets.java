package org.permanence.adapter.asterisk;

import org.permanence.adapter.ami.DialTarget;
import org.permanence.call.Line;

/// Where each line of the house can be rung.
public interface DialTargets {

    DialTarget target(Line line);
}
