package org.permanence.adapter.asterisk;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.adapter.ami.AmiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks that Asterisk is not older than the version that Permanence is tested with: older ones have known faults.
/// An old Asterisk still gets its calls answered.
public final class AsteriskVersion {

    private static final String FLOOR = "22.10.1";

    /// The function of the dialplan that tells it. AMI's `CoreSettings` would need a right that the account lacks.
    private static final String VARIABLE = "VERSION()";

    /// Debian writes `22.10.1+dfsg+~cs6.17`, a release candidate is `22.11.0-rc1`.
    private static final Pattern VERSION = Pattern.compile(
            "(?<major>[0-9]{1,4})\\.(?<minor>[0-9]{1,4})(\\.(?<patch>[0-9]{1,4}))?(?<rest>[^0-9].{0,80})?");

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskVersion.class);

    private final UnaryOperator<String> readVariable;
    private volatile Optional<String> fault = Optional.empty();

    /// @param readVariable reads a global variable or function of the dialplan, or throws [AmiException]
    public AsteriskVersion(UnaryOperator<String> readVariable) {
        this.readVariable = readVariable;
    }

    /// Reads the version again: Asterisk may have been replaced.
    public void refresh() {
        try {
            Optional<String> found = faultOf(readVariable.apply(VARIABLE));
            if (found.isPresent() && !found.equals(fault)) {
                LOG.atWarn().addKeyValue("fault", found.get()).log("asterisk.version");
            }
            fault = found;
        } catch (AmiException unreadable) {
            LOG.atInfo().addKeyValue("reason", unreadable.reason()).log("asterisk.version-unread");
        }
    }

    /// What is wrong with the version that was read last; empty if nothing is, or none was read.
    public Optional<String> fault() {
        return fault;
    }

    private static Optional<String> faultOf(String version) {
        Matcher found = VERSION.matcher(version);
        if (!found.matches()) {
            return Optional.of("asterisk: version unreadable (expected: " + FLOOR + " or newer)");
        }
        return isBelow(found, VERSION.matcher(FLOOR))
                ? Optional.of("asterisk: version " + numbers(found) + " (expected: " + FLOOR + " or newer)")
                : Optional.empty();
    }

    private static boolean isBelow(Matcher found, Matcher floor) {
        if (!floor.matches()) {
            throw new IllegalStateException("floor version: unreadable (expected: a version)");
        }
        for (String part : new String[] {"major", "minor", "patch"}) {
            int difference = number(found, part) - number(floor, part);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return Optional.ofNullable(found.group("rest")).orElse("").startsWith("-rc");
    }

    private static String numbers(Matcher version) {
        return number(version, "major") + "." + number(version, "minor") + "." + number(version, "patch");
    }

    private static int number(Matcher version, String part) {
        return Integer.parseInt(Optional.ofNullable(version.group(part)).orElse("0"));
    }
}
