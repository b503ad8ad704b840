package org.permanence.boot;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.attachment.SwitchClaim;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets this engine work on its database only if no living engine is attached to another Asterisk. A global
/// variable identifies an Asterisk until its end: the first engine that attaches sets it.
final class SwitchGuard {

    static final String VARIABLE = "PERM_SWITCH";

    private static final Logger LOG = LoggerFactory.getLogger(SwitchGuard.class);

    private final UnaryOperator<String> readVariable;
    private final Consumer<AmiAction> asterisk;
    private final SwitchClaim claim;
    private final CompletableFuture<Void> refusal = new CompletableFuture<>();
    private final String proposedId;
    private boolean claimed;

    /// @param readVariable reads a global variable of the dialplan, or throws [AmiException]
    /// @param asterisk carries out an action, or throws [AmiException]
    SwitchGuard(UnaryOperator<String> readVariable, Consumer<AmiAction> asterisk, SwitchClaim claim) {
        this.readVariable = readVariable;
        this.asterisk = asterisk;
        this.claim = claim;
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.proposedId = HexFormat.of().formatHex(random);
    }

    /// Fails with [OtherSwitchException] if this engine must not work: a living engine on its database is attached
    /// to another Asterisk.
    CompletableFuture<Void> refusal() {
        return refusal;
    }

    /// Whether this engine may work now. Shows the other engines that this one lives. A database that does not
    /// answer must not keep emergencies out, so it counts as free.
    synchronized boolean admits() {
        if (refusal.isDone()) {
            return false;
        }
        try {
            SwitchClaim.Verdict verdict = claim.beat(switchId());
            claimed = verdict == SwitchClaim.Verdict.CLAIMED;
            if (verdict == SwitchClaim.Verdict.REFUSED) {
                refusal.completeExceptionally(new OtherSwitchException());
            }
            return claimed;
        } catch (AmiException fault) {
            LOG.atInfo().addKeyValue("reason", fault.reason()).log("switch.not-identified");
            return claimed;
        } catch (StoreUnavailableException _) {
            return true; // Every use of the database reports it.
        }
    }

    /// Tells the other engines that this one is gone.
    synchronized void withdraw() {
        try {
            claim.withdraw();
        } catch (StoreUnavailableException _) {
            LOG.atInfo().log("switch.not-withdrawn"); // The others notice it by the missing beats.
        }
    }

    private String switchId() {
        String id = readVariable.apply(VARIABLE);
        if (!id.isEmpty()) {
            return id;
        }
        asterisk.accept(new AmiAction.SetGlobal(VARIABLE, proposedId));
        return readVariable.apply(VARIABLE); // Another engine may have set it at the same moment.
    }

    /// A living engine on the same database is attached to another Asterisk. Another attempt would fail too.
    static final class OtherSwitchException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OtherSwitchException() {
            super("database: used by an engine that is attached to another Asterisk"
                    + " (expected: one Asterisk for each database; stop that engine, or set another database)");
        }
    }
}
