package org.permanence.testing;

import org.permanence.privacy.PhoneNumber;

/// The fictitious people and numbers of all tests, in one place, so that a leak is detected (see
/// [NoPersonalDataInLogs]). The numbers are from the range that the French numbering plan reserves for fiction.
public final class Fixtures {

    /// The beginning of all fixture numbers, in E.164.
    public static final String NUMBER_PREFIX = "+33199000";

    /// The beginning of all fixture numbers as a French trunk presents them.
    public static final String NATIONAL_NUMBER_PREFIX = "0199000";

    /// The surname of all fictitious patients.
    public static final String SURNAME = "Canari";

    /// The number of the practice "Les Lilas".
    public static final PhoneNumber LES_LILAS_DID = PhoneNumber.parse("+33199000001");

    /// The number of the practice "Port-Royal".
    public static final PhoneNumber PORT_ROYAL_DID = PhoneNumber.parse("+33199000002");

    /// The number of a calling patient.
    public static final PhoneNumber CALLER = PhoneNumber.parse("+33199000742");

    private Fixtures() {}
}
