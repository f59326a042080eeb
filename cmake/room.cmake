# room(NAME [DEPENDS other rooms...] [LIBRARIES third party...])
#
# Declares the folder it is called from as a room: one static library, and one test program made of
# its *_test.cpp files. The DEPENDS line is the only place where an arrow between rooms is drawn;
# tools/check_architecture.py fails the tests when an #include follows an arrow that is not there.
# Sources are found by glob: the folder is the list, so no file and no test can be left out.
# A folder named *_worker/ is a program of its own, built by the room's CMakeLists.txt.
function(room name)
    cmake_parse_arguments(PARSE_ARGV 1 ROOM "" "" "DEPENDS;LIBRARIES")
    file(GLOB_RECURSE tests CONFIGURE_DEPENDS *_test.cpp)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    list(REMOVE_ITEM sources ${tests})
    list(FILTER sources EXCLUDE REGEX "_main\\.cpp$|_worker/")
    list(TRANSFORM ROOM_DEPENDS PREPEND primum::)

    if(sources)
        add_library(primum_${name} STATIC ${sources})
        set(visibility PUBLIC)
        target_link_libraries(primum_${name} PRIVATE primum_options)
    else()
        add_library(primum_${name} INTERFACE)
        set(visibility INTERFACE)
    endif()
    add_library(primum::${name} ALIAS primum_${name})
    target_include_directories(primum_${name} ${visibility} ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(primum_${name} ${visibility} ${ROOM_DEPENDS} ${ROOM_LIBRARIES})

    if(tests AND BUILD_TESTING)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test primum::${name} primum_options GTest::gmock GTest::gtest_main)
        gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
            PROPERTIES TIMEOUT 120)
    endif()
endfunction()
