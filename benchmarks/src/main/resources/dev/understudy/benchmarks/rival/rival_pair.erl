%% A pair of gen_servers on two nodes, and a caller on a third: the least that Erlang needs to go on
%% after the death of a node. Every update is with the standby before it is answered.
-module(rival_pair).
-behaviour(gen_server).
-export([primary/1, standby/1, caller/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

primary([Standby]) -> serve({primary, list_to_atom(Standby)}).

standby([Primary]) -> serve({standby, list_to_atom(Primary)}).

serve(Role) ->
    {ok, Server} = gen_server:start({local, counter}, ?MODULE, Role, []),
    Monitor = monitor(process, Server),
    receive {'DOWN', Monitor, _, _, _} -> halt(1) end.

init({primary, Standby}) ->
    await(Standby, {digest, 0}),
    {ok, {primary, Standby, 0}};
init({standby, Primary}) ->
    connect(Primary),
    monitor_node(Primary, true),
    {ok, {standby, 0}}.

connect(Node) ->
    case net_kernel:connect_node(Node) of
        true -> ok;
        _ -> timer:sleep(20), connect(Node)
    end.

await(Node, Call) ->
    try gen_server:call({counter, Node}, Call)
    catch exit:_ -> timer:sleep(20), await(Node, Call)
    end.

handle_call({add, Summand}, _From, {primary, none, Sum}) ->
    {reply, Sum + Summand, {primary, none, Sum + Summand}};
handle_call({add, Summand}, _From, {primary, Standby, Sum}) ->
    Next = Sum + Summand,
    Next = gen_server:call({counter, Standby}, {digest, Summand}),
    {reply, Next, {primary, Standby, Next}};
handle_call({digest, Summand}, _From, {standby, Sum}) ->
    {reply, Sum + Summand, {standby, Sum + Summand}};
handle_call({add, _}, _From, {standby, _} = State) ->
    {reply, no_primary, State}.

handle_cast(_, State) -> {noreply, State}.

handle_info({nodedown, _}, {standby, Sum}) -> {noreply, {primary, none, Sum}};
handle_info(_, State) -> {noreply, State}.

%% Calls until it has met the death of the primary, and some calls more. Prints "ready" when the
%% primary may be killed, and at the end the longest time between two replies, in microseconds.
caller([Primary, Standby]) ->
    Nodes = {list_to_atom(Primary), list_to_atom(Standby)},
    await(element(1, Nodes), {add, 0}),
    connect(element(2, Nodes)),
    Warm = calls(element(1, Nodes), 20000, now_micros(), 0),
    Warm =/= died orelse halt(1),
    io:format("ready~n"),
    {ok, Gap} = until_death(Nodes, now_micros(), 0),
    io:format("~b~n", [Gap]),
    halt(0).

calls(_, 0, _, Gap) -> {ok, Gap};
calls(Node, Left, Last, Gap) ->
    case call(Node) of
        {ok, _} -> Now = now_micros(), calls(Node, Left - 1, Now, max(Gap, Now - Last));
        died -> died
    end.

until_death({Primary, Standby} = Nodes, Last, Gap) ->
    case call(Primary) of
        {ok, _} -> Now = now_micros(), until_death(Nodes, Now, max(Gap, Now - Last));
        died ->
            Now = first_reply(Standby),
            calls(Standby, 1000, Now, max(Gap, Now - Last))
    end.

first_reply(Node) ->
    case call(Node) of
        {ok, _} -> now_micros();
        died -> first_reply(Node)
    end.

call(Node) ->
    try gen_server:call({counter, Node}, {add, 1}, infinity) of
        no_primary -> died;
        Sum -> {ok, Sum}
    catch
        exit:_ -> died
    end.

now_micros() -> erlang:monotonic_time(microsecond).
