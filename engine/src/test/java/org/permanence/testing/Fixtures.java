package org.permanence.testing;

import org.permanence.privacy.PhoneNumber;

/// The made-up people and numbers of every test, in one place, so that a leak can be heard (see
/// [NoPersonalDataInLogs]). The numbers are of a range that the French plan keeps for fiction.
public final class Fixtures {

    /// Every number of a fixture starts so, in E.164.
    public static final String NUMBER_PREFIX = "+33199000";

    /// And so, as a French trunk writes it.
    public static final String NATIONAL_NUMBER_PREFIX = "0199000";

    /// Every patient of a fixture carries this name.
    public static final String SURNAME = "Canari";

    /// The number of the practice "Les Lilas".
    public static final PhoneNumber LES_LILAS_DID = PhoneNumber.parse("+33199000001");

    /// The number of the practice "Port-Royal".
    public static final PhoneNumber PORT_ROYAL_DID = PhoneNumber.parse("+33199000002");

    /// A patient who calls.
    public static final PhoneNumber CALLER = PhoneNumber.parse("+33199000742");

    private Fixtures() {}
}
