package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.PendingReplies;
import dev.understudy.runtime.core.state.StateMachine;

/** What the parts of one {@link PrimaryCore} share. */
record PrimaryParts(
    StateMachine state,
    CoreLimits limits,
    Batch batch,
    StandbyWatch standby,
    SessionConnections conversations,
    PendingReplies pending,
    SuspectCalls suspects,
    PrimaryEffects effects) {}
