package org.permanence.audit;

/// What was done, or is about to be done, to stored data.
public enum Action {
    RECORDING_LISTED,
    RECORDING_PLAYED,
    RECORDING_EXPORTED,
    /// A person outside the EEA hears a recording or message. The object is it, the detail `country` where they
    /// are.
    TRANSFERRED_ABROAD,
    RECORDING_VERIFIED,
    /// A recording is complete. The details have the digest of its file.
    RECORDING_SEALED,
    /// A recording that a crash had truncated is readable again up to that point.
    RECORDING_RECOVERED,
    /// The caller objected, or the assistant discarded the recording. Nothing is left.
    RECORDING_DISCARDED,
    /// A recording was deleted at the end of its retention period.
    RECORDING_EXPIRED,
    MESSAGE_LISTED,
    /// A message's callback number was decrypted.
    NUMBER_READ,
    /// A person has taken responsibility for a message.
    MESSAGE_ACKNOWLEDGED,
    /// A practice blocked a caller's number. The object is its pseudonym.
    NUMBER_BLOCKED,
    NUMBER_UNBLOCKED,
    BLOCKED_LISTED,
    HOLD_SET,
    HOLD_LIFTED,
    PATIENT_ERASED,
    KEY_ROTATED,
    KEY_DESTROYED,
    /// Rows of the database were deleted at the end of their retention period: those before the detail `before`.
    /// The result has their number in the detail `rows`.
    DATA_EXPIRED,
    /// The log's first segments were deleted at the end of their retention period: the entries before the detail
    /// `first` are gone.
    LOG_EXPIRED,
    /// The log lost its end, and the operator continued it with the detail `entries`.
    LOG_LOSS_ACCEPTED,
    LOG_READ,
    LOG_EXPORTED,
    LOG_VERIFIED,
    /// A call's recording was paused or resumed by command. The object is the call.
    RECORDING_PAUSED,
    RECORDING_RESUMED,
    JOURNAL_READ,
    ASSISTANTS_LISTED,
    /// An assistant was signed in or out, paused, made ready, or their caller transferred, as the detail `what`
    /// says.
    ASSISTANT_CHANGED,
    /// A practice's file or its history was read.
    PRACTICE_READ,
    /// A practice's file was published, as the detail `what` says: apply or rollback.
    PRACTICE_CHANGED,
    /// The doctors on call, or the overrides of a rota, were read.
    ROTA_READ,
    /// An override of an on-call rota was created or cancelled, as the detail `what` says.
    ROTA_OVERRIDDEN,
    /// A person was invited, also again. The object is their login.
    PERSON_INVITED,
    /// An account changed its state or lost its name, as the detail `what` says.
    PERSON_CHANGED,
    /// A person got the role of the detail `role` at that of the detail `place`.
    ROLE_GIVEN,
    ROLE_TAKEN,
    /// Accounts were read, with the names of the people. The object is a login, or `person` for all.
    PERSONS_LISTED,
    /// The table of rights refused a request. The object is the deed, the detail `why` the reason in a word.
    ACCESS_REFUSED,
    /// Gates of an assistant were not in order for a practice, as the detail `missing` says. The object is their
    /// login. With the detail `at` ring the telephone did not ring; with answer the talk went on.
    GATE_REFUSED,
    /// What is in order for assistants, and what is missing, was read.
    GATES_READ,
    /// A text that people sign was written. The object is what the text is.
    AGREEMENT_WRITTEN,
    /// A person signed a text, for the practice of the entry if it is a contract. The details have the version and
    /// the digest of the text.
    AGREEMENT_SIGNED,
    CONTRACT_ENDED,
    /// An instruction sheet of the practice was written.
    INSTRUCTION_WRITTEN,
    /// A person signed that they have read the practice's instruction sheet. The details as of a signature.
    INSTRUCTION_READ,
    /// A training of a person was recorded. The object is their login.
    TRAINING_RECORDED,
    /// A conflict of interest of a person with the practice was recorded or lifted, as the detail `what` says. The
    /// object is their login.
    CONFLICT_CHANGED,
    /// A person signed in with both factors, the second of which the detail `code` names. The object is the
    /// session.
    SIGNED_IN,
    /// A sign-in failed. The object is the login if an account has it, otherwise `unknown`. So did a step-up if the
    /// detail `what` says that.
    SIGN_IN_FAILED,
    /// A person proved a factor again in a session, which is the object.
    STEPPED_UP,
    /// A person ended a session, which is the object.
    SIGNED_OUT,
    /// A person set their password, one-time codes and recovery codes. The object is their login.
    FACTOR_ADDED,
    /// An assistant wrote a clinical note. The object is the note.
    NOTE_WRITTEN,
    /// The notes of a practice were listed, without their texts.
    NOTE_LISTED,
    /// The encrypted text of a clinical note was handed out.
    NOTE_READ,
    /// All factors of a person were deleted: they have left, or two persons took them. The object is their login.
    FACTOR_REMOVED,
    /// A person asked for a deed that needs a second person. The object is the deed; the details have the id of the
    /// request and the digest of its parameters, as those of the other entries about it.
    APPROVAL_ASKED,
    /// The parameters of a request were shown to a person who may approve it.
    APPROVAL_SHOWN,
    /// A second person approved a request.
    APPROVAL_GIVEN,
    /// A request was refused or withdrawn (detail `why`: `decided`), or repeated with other parameters than those
    /// approved (`changed`).
    APPROVAL_REFUSED,
    /// The approved deed is done next. The approval cannot be used again.
    APPROVAL_USED,
    /// A doctor of another practice of the on-call group may read the practice's records for an hour, for the
    /// sealed reason. The detail `break-glass` is the id of the access, here and in each entry made under it.
    BREAK_GLASS_OPENED,
    /// The access and its sealed reason were shown to a data protection officer.
    BREAK_GLASS_SHOWN,
    /// A data protection officer has reviewed the access, with the verdict of the detail `verdict`.
    BREAK_GLASS_REVIEWED;

    /// Whether the engine writes the entry after the action, so that no separate result follows.
    boolean isLoggedOnCompletion() {
        return switch (this) {
            case RECORDING_SEALED,
                    RECORDING_DISCARDED,
                    LOG_VERIFIED,
                    LOG_LOSS_ACCEPTED,
                    RECORDING_PAUSED,
                    RECORDING_RESUMED,
                    JOURNAL_READ,
                    ASSISTANTS_LISTED,
                    ASSISTANT_CHANGED,
                    PRACTICE_READ,
                    PRACTICE_CHANGED,
                    ROTA_READ,
                    ROTA_OVERRIDDEN,
                    ACCESS_REFUSED,
                    GATE_REFUSED,
                    GATES_READ,
                    SIGNED_IN,
                    SIGN_IN_FAILED,
                    STEPPED_UP,
                    SIGNED_OUT,
                    FACTOR_ADDED,
                    FACTOR_REMOVED -> true;
            default -> false;
        };
    }
}
