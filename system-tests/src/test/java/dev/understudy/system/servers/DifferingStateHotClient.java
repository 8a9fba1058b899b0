package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.StandbyRole;

/** As {@link DifferingState}, with mode and role HOT, CLIENT. */
@HighlyAvailable(standbyRole = StandbyRole.CLIENT)
public class DifferingStateHotClient extends DifferingState {}
